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
  and not exists (select 1 from course c where c.key = t.course)
  and t.subject in (select k.patient from course_in_period k)
union all
select 'Appointment', b.key, 'course'
from appointment b
cross join submission s
where substr(b.start_date, 1, 10) between s.period_start and s.period_end
  and not exists (select 1 from course c where c.referral = b.referral)
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
  and not exists (select 1 from course c where c.key = g.course)
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
where l.key in (select k.patient from course_in_period k);
