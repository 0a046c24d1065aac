-- What rows of referrals are made of. None of it leaves as it stands here.
with problem as (
  select
    r.course,
    case
      when c.icd10 is null then c.snomed
      when length(c.icd10) > 3 and c.icd10 not like '%.%'
        then concat(substr(c.icd10, 1, 3), '.', substr(c.icd10, 4))
      else c.icd10
    end as complaint,
    row_number() over (
      partition by r.course
      order by case when q.significance = '1' then 1 else 2 end, c.recorded desc, c.key
    ) as place
  from release_course r
  join course_problem q on q.key = r.course
  join condition c on c.key = q.condition and not c.in_error
  cross join submission s
  where coalesce(c.icd10, c.snomed) is not null
    and coalesce(substr(c.recorded, 1, 10), '') <= s.period_end
)
select
  w.nhs_number,
  r.course,
  case
    when length(p.birth_date) >= 10 then
      cast(substr(r.received, 1, 4) as integer) - cast(substr(p.birth_date, 1, 4) as integer)
        - case when substr(r.received, 6, 5) < substr(p.birth_date, 6, 5) then 1 else 0 end
  end as age,
  coalesce(
    p.stated_gender,
    case p.gender when 'male' then '1' when 'female' then '2' end
  ) as gender,
  p.ethnic_category,
  g.region,
  r.received,
  r.discharged,
  case
    when exists (
      select 1
      from condition c
      cross join submission s
      where c.subject = r.patient
        and c.long_term
        and not c.in_error
        and coalesce(substr(c.recorded, 1, 10), '') <= coalesce(r.discharged, s.period_end)
        and coalesce(substr(c.abated, 1, 10), '9999-12-31') >= r.received
    ) then 'yes'
    when exists (
      select 1
      from condition c
      cross join submission s
      where c.subject = r.patient
        and c.long_term
        and (c.refuted or substr(c.abated, 1, 10) < r.received and not c.in_error)
        and coalesce(substr(c.recorded, 1, 10), '') <= coalesce(r.discharged, s.period_end)
    ) then 'no'
  end as long_term_condition,
  r.commissioner,
  p.armed_forces,
  r.source,
  q.complaint,
  r.end_code,
  f.days_to_first,
  f.days_to_second,
  f.times_seen,
  f.treatments,
  case when f.finished then 'yes' else 'no' end as finished,
  case
    when f.at_caseness then 'at caseness'
    when f.not_at_caseness then 'not at caseness'
  end as caseness,
  case
    when f.improved then 'reliable improvement'
    when f.deteriorated then 'reliable deterioration'
    when f.unchanged then 'no reliable change'
  end as change,
  case
    when f.recovered then 'yes'
    when f.not_recovered then 'no'
    when f.not_at_caseness then 'not at caseness'
  end as recovered,
  case
    when f.reliably_recovered then 'yes'
    when f.not_reliably_recovered then 'no'
    when f.not_at_caseness then 'not at caseness'
  end as reliably_recovered,
  f.first_phq9,
  f.last_phq9
from release_course r
join patient p on p.key = r.patient
join person w on w.patient = r.patient
left join problem q on q.course = r.course and q.place = 1
left join course_fact f on f.course = r.course
left join release_region g on g.course = r.course
