-- M205: Courses finished in the period with first and last score of the measure of their problem, as a
-- percentage of courses finished in the period whose problem has a measure of its own.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and measure_ground = 'MEASURE_OF_PROBLEM' and last_measure is not null then 1 end) as numerator,
  count(case when finished_in_period and measure_ground in ('MEASURE_OF_PROBLEM', 'FALL_BACK') then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
