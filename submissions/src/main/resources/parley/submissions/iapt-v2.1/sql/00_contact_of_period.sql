-- Contacts of the reporting period that took place, or should have. What is still to come
-- (attendance 0, or planned) is none of them. An unplanned contact took place without an attendance;
-- of a planned one it is missing, which a rule has to find, unless the contact was called off.
create table contact_of_period as
select t.*
from contact t
cross join submission s
where t.status <> 'entered-in-error'
  and (
    t.attendance <> '0'
    or (
      t.attendance is null
      and (t.planned = 'N' or t.status not in ('planned', 'cancelled'))
    )
  )
  and substr(t.start_date, 1, 10) between s.period_start and s.period_end;
