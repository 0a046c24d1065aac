-- Contacts of those courses that took place, or should have, in the reporting period. What is still
-- to come (attendance 0) is not submitted, and neither is what was never said of an appointment; an
-- unplanned contact took place without one.
create table contact_in_period as
select
  t.*,
  case
    when length(t.identifier) between 1 and 20 then t.identifier
    else substr(upper(md5(coalesce(t.identifier, t.key))), 1, 20)
  end as care_contact_id,
  k.service_request_id,
  k.commissioner as course_commissioner
from contact t
join course_in_period k on k.course = t.course
cross join submission s
where t.status <> 'entered-in-error'
  and (t.attendance <> '0' or (t.attendance is null and t.planned = 'N'))
  and substr(t.start_date, 1, 10) between s.period_start and s.period_end;
