-- M196: Courses finished in the period with a first score of the measure of the problem or of GAD-7 and
-- no last score of either.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and first_measure is not null and last_measure is null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
