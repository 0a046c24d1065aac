-- M199: Courses finished in the period with a first PHQ-9 and no last one.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and first_phq9 is not null and last_phq9 is null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
