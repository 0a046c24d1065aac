-- M201: Courses finished in the period with first and last PHQ-9.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and last_phq9 is not null then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
