-- Scores of those courses, each by its one date, so that it is sent in one month. One of the day of its
-- contact belongs to the activity that it was given in, or to the first of the contact; every other
-- belongs to the referral.
create table score_in_period as
select
  o.key,
  o.tool,
  -- As it was written, but for what the format of the tool asks: the two tools of the Mobility Inventory
  -- have a point, the mean of the DDS-17 may have one, and no other has.
  case
    when o.score is null and o.answer = 'NA' then coalesce(n.not_applicable, o.answer)
    when o.score is null then o.answer
    when o.tool in ('473355002', '473354003') then
      case when o.score like '%.%' then o.score else o.score || '.00' end
    when o.tool = '910931000000101' then o.score
    else regexp_replace(o.score, '[.]0+$', '')
  end as person_score,
  q.effective,
  k.service_request_id,
  coalesce(a.care_act_id, f.care_act_id) as care_act_id
from score_course q
join score o on o.key = q.score
join course_in_period k on k.course = q.course
left join scale_tool n on n.snomed = o.tool
cross join submission s
left join activity_in_period a
  on a.key = o.activity
  and a.contact = q.contact
  and q.contact_day = substr(q.effective, 1, 10)
left join activity_in_period f
  on f.contact = q.contact
  and f.place = 1
  and q.contact_day = substr(q.effective, 1, 10)
where o.status in ('final', 'amended', 'corrected')
  and substr(q.effective, 1, 10) between s.period_start and s.period_end;
