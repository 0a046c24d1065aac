-- M204: Courses finished in the period with first and last score of the measure of their problem.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and measure_ground = 'MEASURE_OF_PROBLEM' and last_measure is not null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
