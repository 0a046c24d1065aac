-- What is of the period and the file has no place for, or does not tell in full.
create table lost_record as
-- A referral that was taken back or turned away has an end: without one it would be open for ever.
select 'EpisodeOfCare' as type, c.key as key, 'end' as fault
from course c
cross join submission s
left join referral r on r.key = c.referral
left join organization m on m.key = c.provider
where c.end_date is null
  and (c.status = 'cancelled' or (c.status in ('planned', 'waitlist') and r.status = 'revoked'))
  and coalesce(m.ods_code, c.provider_ods) in (select p.ods_code from provider_code p)
  and substr(c.start_date, 1, 10) <= s.period_end
union all
select 'Encounter', t.key, 'course'
from contact_of_period t
where (t.attendance is not null or t.appointment_type is not null)
  and not exists (
    select 1 from course c where c.key = t.course and c.status <> 'entered-in-error'
  )
  and t.subject in (select k.patient from course_in_period k)
union all
select 'Appointment', b.key, 'course'
from appointment b
cross join submission s
where b.status in ('noshow', 'cancelled')
  and substr(b.start_date, 1, 10) between s.period_start and s.period_end
  and not exists (
    select 1 from course c where c.referral = b.referral and c.status <> 'entered-in-error'
  )
  and not exists (
    select 1
    from contact_appointment n
    join contact t on t.key = n.key
    where n.appointment = b.key and t.status <> 'entered-in-error'
  )
  and not exists (
    select 1
    from contact t
    where t.subject = b.person
      and t.identifier = b.identifier
      and substr(t.start_date, 1, 10) = substr(b.start_date, 1, 10)
      and t.status <> 'entered-in-error'
  )
  and b.person in (select k.patient from course_in_period k)
union all
select 'Procedure', g.key, 'course'
from internet_log g
cross join submission s
where g.status = 'completed'
  and substr(g.end_date, 1, 10) between s.period_start and s.period_end
  and not exists (
    select 1 from course c where c.key = g.course and c.status <> 'entered-in-error'
  )
  and g.subject in (select k.patient from course_in_period k)
union all
-- An activity has room for one observation.
select 'Observation', b.key, 'second'
from (
  select
    o.key,
    o.activity,
    row_number() over (partition by o.activity order by o.key) as place
  from activity_observation o
  where o.status in ('final', 'amended', 'corrected') and o.observable is not null
) b
join activity_in_period a on a.key = b.activity
where b.place > 1
union all
select 'Observation', b.key, 'code'
from activity_observation b
join activity_in_period a on a.key = b.activity
where b.status in ('final', 'amended', 'corrected') and b.observable is null
union all
-- 46 to 49 and 96 end a course of treatment; without its primary problem the outcome is judged by the
-- measure of no problem in particular.
select 'EpisodeOfCare', k.course, 'problem'
from course_in_period k
cross join submission s
where k.discharged between s.period_start and s.period_end
  and k.end_code in ('46', '47', '48', '49', '96')
  and not exists (
    select 1
    from course_problem q
    join condition c on c.key = q.condition
    where q.key = k.course
      and q.significance = '1'
      and not c.in_error
      and coalesce(c.icd10, c.snomed) is not null
      and coalesce(substr(c.recorded, 1, 10), '') <= s.period_end
  )
union all
-- A fact that is coded, but in no national code, is blank in the file.
select 'Patient', l.key, 'code'
from patient_local_code l
where l.key in (select k.patient from course_in_period k)
union all
-- A course of which nobody can say whose it is, is in the file of no provider.
select 'EpisodeOfCare', c.key, 'provider'
from course c
cross join submission s
left join organization m on m.key = c.provider
left join referral r on r.key = c.referral
where coalesce(m.ods_code, c.provider_ods) is null
  and c.status <> 'entered-in-error'
  and not (
    c.end_date is null
    and (
      c.status = 'cancelled'
      or (c.status in ('planned', 'waitlist') and coalesce(r.status, '') = 'revoked')
    )
  )
  and coalesce(substr(c.start_date, 1, 10), '') <= s.period_end
  and coalesce(substr(c.end_date, 1, 10), '9999') >= s.period_start
union all
select 'EpisodeOfCare', c.key, 'patient'
from provider_course c
cross join submission s
where not exists (select 1 from patient p where p.key = c.patient)
  and coalesce(substr(c.start_date, 1, 10), '') <= s.period_end
  and coalesce(substr(c.end_date, 1, 10), '9999') >= s.period_start
union all
select 'EpisodeOfCare', c.key, 'start'
from provider_course c
cross join submission s
where c.start_date is null
  and c.status <> 'cancelled'
  and coalesce(substr(c.end_date, 1, 10), '9999') >= s.period_start
union all
-- A day has passed for which a contact was planned, and nobody has said what came of it.
select 'Encounter', t.key, 'outcome'
from contact t
join course_in_period k on k.course = t.course
cross join submission s
where (t.attendance = '0' or (t.attendance is null and t.status in ('planned', 'cancelled')))
  and t.status <> 'entered-in-error'
  and coalesce(t.planned, 'Y') <> 'N'
  and substr(t.start_date, 1, 10) < substr(s.created, 1, 10)
  and substr(t.start_date, 1, 10) between s.period_start and s.period_end
  and t.key not like 'Appointment/%'
  and not exists (
    select 1
    from contact_appointment n
    join appointment b on b.key = n.appointment
    where n.key = t.key and b.status in ('noshow', 'cancelled')
  )
union all
select 'Appointment', b.key, 'outcome'
from appointment b
cross join submission s
where b.status in ('booked', 'arrived', 'checked-in', 'fulfilled')
  and substr(b.start_date, 1, 10) between s.period_start and s.period_end
  and substr(b.start_date, 1, 10) < substr(s.created, 1, 10)
  and not exists (
    select 1
    from contact_appointment n
    join contact t on t.key = n.key
    where n.appointment = b.key and t.status <> 'entered-in-error'
  )
  -- Whoever writes the contact need not know of the booking: one of its person and day tells it.
  and not exists (
    select 1
    from contact t
    join course_in_period k on k.course = t.course
    where k.referral = b.referral
      and substr(t.start_date, 1, 10) = substr(b.start_date, 1, 10)
      and t.status <> 'entered-in-error'
  )
  and exists (select 1 from course_in_period k where k.referral = b.referral)
union all
select 'Procedure', g.key, 'outcome'
from internet_log g
join course_in_period k on k.course = g.course
cross join submission s
where g.status not in ('completed', 'entered-in-error', 'not-done')
  and substr(g.end_date, 1, 10) between s.period_start and s.period_end
union all
select 'Procedure', a.key, 'attendance'
from activity a
join contact_in_period t on t.key = a.contact
where a.status = 'completed'
  and t.attendance in ('2', '3', '4', '7')
union all
-- A secondary problem, or a long-term condition, that has no national code is in no table.
select distinct 'Condition', c.key, 'code'
from course_in_period k
join condition c on c.subject = k.patient
cross join submission s
where coalesce(c.icd10, c.snomed) is null
  and not c.in_error
  and coalesce(substr(c.recorded, 1, 10), '') <= s.period_end
  and (
    (
      c.long_term
      and coalesce(substr(c.recorded, 1, 10), '') <= coalesce(k.discharged, s.period_end)
      and coalesce(substr(c.abated, 1, 10), '9999-12-31') >= k.received
    )
    or exists (select 1 from course_problem q where q.key = k.course and q.condition = c.key)
  )
union all
select 'ServiceRequest', r.key, 'date'
from course_in_period k
join referral r on r.based_on = k.referral
cross join submission s
where r.status not in ('draft', 'revoked', 'entered-in-error')
  and (
    -- Nobody can say of which month it is: it is said in the one in which the course ends.
    (r.authored is null and k.discharged between s.period_start and s.period_end)
    or (length(r.authored) < 10 and r.authored = substr(s.period_start, 1, length(r.authored)))
  )
union all
-- What is preliminary today was not finished by whoever gave it.
select 'Observation', o.key, 'outcome'
from score_course q
join score o on o.key = q.score
join course_in_period k on k.course = q.course
cross join submission s
where o.status in ('preliminary', 'registered')
  and substr(q.effective, 1, 10) between s.period_start and s.period_end;
