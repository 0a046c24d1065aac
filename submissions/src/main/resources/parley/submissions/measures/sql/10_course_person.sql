-- What the breakdowns need to know of the person and the conditions of a course. Groups of ethnic
-- categories are those of measures M206 to M210; ages are those on the day of the referral.
create table course_person as
select
  k.course,
  coalesce(k.commissioner, 'not-known') as commissioner,
  case coalesce(p.stated_gender, case p.gender when 'male' then '1' when 'female' then '2' end)
    when '1' then 'male'
    when '2' then 'female'
    when '9' then 'indeterminate'
    else 'not-known'
  end as gender,
  case
    when p.ethnic_category in ('A', 'B', 'C') then 'white'
    when p.ethnic_category in ('D', 'E', 'F', 'G') then 'mixed'
    when p.ethnic_category in ('H', 'J', 'K', 'L') then 'asian'
    when p.ethnic_category in ('M', 'N', 'P') then 'black'
    when p.ethnic_category in ('R', 'S') then 'other'
    else 'not-known'
  end as ethnic_group,
  case
    when length(p.birth_date) < 10 or p.birth_date is null then 'not-known'
    when cast(substr(k.received, 1, 4) as integer) - cast(substr(p.birth_date, 1, 4) as integer)
      - case when substr(k.received, 6, 5) < substr(p.birth_date, 6, 5) then 1 else 0 end < 18
      then 'under-18'
    when cast(substr(k.received, 1, 4) as integer) - cast(substr(p.birth_date, 1, 4) as integer)
      - case when substr(k.received, 6, 5) < substr(p.birth_date, 6, 5) then 1 else 0 end < 26
      then '18-to-25'
    when cast(substr(k.received, 1, 4) as integer) - cast(substr(p.birth_date, 1, 4) as integer)
      - case when substr(k.received, 6, 5) < substr(p.birth_date, 6, 5) then 1 else 0 end < 65
      then '26-to-64'
    else '65-and-over'
  end as age_group,
  case
    when exists (
      select 1
      from condition c
      cross join submission s
      where c.subject = k.patient
        and c.long_term
        and not c.in_error
        and coalesce(substr(c.recorded, 1, 10), '') <= coalesce(k.discharged, s.period_end)
        and coalesce(substr(c.abated, 1, 10), '9999-12-31') >= k.received
    ) then 'yes'
    else 'no'
  end as long_term_condition
from course_in_period k
join patient p on p.key = k.patient;
