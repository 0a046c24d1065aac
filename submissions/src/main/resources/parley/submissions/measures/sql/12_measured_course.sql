-- Courses with their facts, to be counted by level, organisation, stratifier and stratum.
create table measured_course as
select
  t.level,
  t.organisation,
  t.stratifier,
  t.stratum,
  t.ethnic_group,
  s.period_start,
  s.period_end,
  k.received,
  k.discharged,
  k.source,
  f.times_seen,
  f.treatments,
  f.finished,
  f.first_assessment,
  f.first_treatment,
  f.second_treatment,
  f.days_to_first,
  f.days_to_second,
  f.not_at_caseness,
  f.recovered,
  f.improved,
  f.deteriorated,
  f.unchanged,
  f.reliably_recovered,
  f.first_phq9,
  f.last_phq9,
  f.first_measure,
  f.last_measure,
  cast(f.first_wsas_work as decimal(10, 2)) as first_wsas_work,
  f.last_wsas_work,
  f.measure_ground,
  case when k.discharged between s.period_start and s.period_end then true else false end as ended,
  case
    when f.finished and k.discharged between s.period_start and s.period_end then true
    else false
  end as finished_in_period,
  case when i.course is null then false else true end as integrated,
  g.internet_minutes
from course_in_period k
join course_fact f on f.course = k.course
join course_stratum t on t.course = k.course
cross join submission s
left join (
  select distinct c.course
  from contact c
  join course_in_period p on p.course = c.course
  join contact_fact cf on cf.contact = c.key
  where coalesce(c.long_term_service, p.long_term_service) = 'Y' and cf.seen and cf.in_course
) i on i.course = k.course
left join (
  select l.course, sum(
    case
      when cast(l.minutes as double) between 0 and 1000000 then cast(l.minutes as decimal(18, 2))
      else 0
    end
  ) as internet_minutes
  from internet_log l
  cross join submission p
  where l.status = 'completed'
    and substr(l.end_date, 1, 10) <= p.period_end
  group by l.course
) g on g.course = k.course;
