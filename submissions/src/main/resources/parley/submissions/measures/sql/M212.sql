-- M212: Courses finished in the period with two scores or more of the work item of WSAS.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and last_wsas_work is not null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
