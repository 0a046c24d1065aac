-- Scores of those courses. One that was given in an activity, or in a contact that has one, belongs to
-- the activity and takes its date from the contact; every other belongs to the referral.
create table score_in_period as
select
  o.key,
  o.tool,
  -- As it was written, but for what the format of the tool asks: the two tools of the Mobility Inventory
  -- have a point, the mean of the DDS-17 may have one, and no other has.
  case
    when o.score is null then o.answer
    when o.tool in ('473355002', '473354003') then
      case when o.score like '%.%' then o.score else o.score || '.00' end
    when o.tool = '910931000000101' then o.score
    when o.score like '%.0' then replace(o.score, '.0', '')
    when o.score like '%.00' then replace(o.score, '.00', '')
    else o.score
  end as person_score,
  o.effective,
  k.service_request_id,
  coalesce(a.care_act_id, f.care_act_id) as care_act_id
from score o
cross join submission s
left join activity_in_period a on a.key = o.activity
left join activity_in_period f on f.contact = o.contact and f.place = 1
left join contact_in_period t on t.key = coalesce(a.contact, f.contact)
left join course_in_period k on k.course = o.course
where o.status in ('final', 'amended', 'corrected')
  and (
    t.key is not null
    or (k.course is not null and substr(o.effective, 1, 10) between s.period_start and s.period_end)
  );
