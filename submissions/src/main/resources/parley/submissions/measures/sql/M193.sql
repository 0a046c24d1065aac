-- M193: Courses finished in the period with recovery and reliable improvement.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and reliably_recovered then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
