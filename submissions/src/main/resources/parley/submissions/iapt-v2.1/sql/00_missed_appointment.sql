-- A session that did not take place, of which there is an Appointment alone, is a contact as the course
-- model has it: a no-show is attendance 3 when it says nothing else, and what was booked was planned.
-- An Encounter of the course that names the Appointment, and is a contact itself, tells it instead, and so
-- does one of its number and day: whoever writes the contact need not know of the booking. It is of one
-- course: of several of its referral, the latest of those open on its day. The key has the type in it, for
-- an Encounter may have the same id.
insert into contact (
  key, identifier, status, course, subject, start_date, planned, attendance, cancellation,
  appointment_type, mechanism
)
with chosen as (
  select
    b.key,
    c.key     as course,
    c.patient as patient,
    row_number() over (
      partition by b.key
      order by
        case
          when substr(c.start_date, 1, 10) <= substr(b.start_date, 1, 10)
            and coalesce(substr(c.end_date, 1, 10), '9999') >= substr(b.start_date, 1, 10) then 1
          when substr(c.start_date, 1, 10) <= substr(b.start_date, 1, 10) then 2
          else 3
        end,
        c.start_date desc,
        c.key
    ) as place
  from appointment b
  join course c on c.referral = b.referral
  where c.status <> 'entered-in-error' and b.status in ('noshow', 'cancelled')
)
select
  concat('Appointment/', b.key),
  b.identifier,
  case when b.status = 'noshow' then 'finished' else 'cancelled' end,
  h.course,
  h.patient,
  b.start_date,
  'Y',
  coalesce(b.attendance, case when b.status = 'noshow' then '3' end),
  b.cancellation,
  b.appointment_type,
  b.mechanism
from appointment b
join chosen h on h.key = b.key and h.place = 1
where b.start_date is not null
  and not exists (
    select 1
    from contact_appointment n
    join contact t on t.key = n.key
    where n.appointment = b.key
      and t.course = h.course
      and t.status <> 'entered-in-error'
      and (
        t.attendance <> '0'
        or (t.attendance is null and t.status not in ('planned', 'cancelled'))
      )
  )
  and not exists (
    select 1
    from contact t
    where t.course = h.course
      and t.identifier = b.identifier
      and substr(t.start_date, 1, 10) = substr(b.start_date, 1, 10)
      and t.status <> 'entered-in-error'
      and (
        t.attendance <> '0'
        or (t.attendance is null and t.status not in ('planned', 'cancelled'))
      )
  );
