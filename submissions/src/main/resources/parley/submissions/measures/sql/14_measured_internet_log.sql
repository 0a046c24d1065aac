-- Logs of internet-enabled therapy that end in the period.
create table measured_internet_log as
select t.level, t.organisation, t.stratifier, t.stratum, sum(l.logs) as logs
from (
  select g.course, count(*) as logs
  from internet_log g
  cross join submission s
  where g.status = 'completed'
    and substr(g.end_date, 1, 10) between s.period_start and s.period_end
  group by g.course
) l
join course_stratum t on t.course = l.course
group by t.level, t.organisation, t.stratifier, t.stratum;
