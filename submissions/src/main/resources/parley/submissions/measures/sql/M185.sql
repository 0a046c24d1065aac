-- M185: Courses finished in the period with reliable improvement.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and improved then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
