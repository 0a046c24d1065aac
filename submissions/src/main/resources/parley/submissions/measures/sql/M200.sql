-- M200: Courses finished in the period without a PHQ-9.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and first_phq9 is null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
