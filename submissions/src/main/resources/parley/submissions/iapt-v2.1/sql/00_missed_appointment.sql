-- A session that did not take place, of which there is an Appointment alone, is a contact as the course
-- model has it: a no-show is attendance 3 when it says nothing else, and what was booked was planned.
-- An Encounter of the course that names the Appointment tells it instead, and so does one of its number and
-- day: whoever writes the contact need not know of the booking. The key has the type in it, for an Encounter
-- may have the same id.
insert into contact (
  key, identifier, status, course, subject, start_date, planned, attendance, cancellation,
  appointment_type, mechanism
)
select
  concat('Appointment/', b.key),
  b.identifier,
  case when b.status = 'noshow' then 'finished' else 'cancelled' end,
  c.key,
  c.patient,
  b.start_date,
  'Y',
  coalesce(b.attendance, case when b.status = 'noshow' then '3' end),
  b.cancellation,
  b.appointment_type,
  b.mechanism
from appointment b
join course c on c.referral = b.referral
where b.start_date is not null
  and not exists (
    select 1
    from contact_appointment n
    join contact t on t.key = n.key
    where n.appointment = b.key and t.course = c.key and t.status <> 'entered-in-error'
  )
  and not exists (
    select 1
    from contact t
    where t.course = c.key
      and t.identifier = b.identifier
      and substr(t.start_date, 1, 10) = substr(b.start_date, 1, 10)
      and t.status <> 'entered-in-error'
  );
