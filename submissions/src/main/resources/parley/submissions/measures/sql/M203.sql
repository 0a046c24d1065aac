-- M203: Courses finished in the period whose problem has a measure of its own.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and measure_ground in ('MEASURE_OF_PROBLEM', 'FALL_BACK') then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
