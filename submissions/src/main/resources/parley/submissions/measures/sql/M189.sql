-- M189: Courses finished in the period with reliable deterioration.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and deteriorated then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
