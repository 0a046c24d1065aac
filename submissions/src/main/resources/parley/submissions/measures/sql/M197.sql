-- M197: Courses finished in the period with no score of the measure of the problem, nor of GAD-7.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and first_measure is null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
