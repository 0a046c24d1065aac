-- M054: Courses finished in the period whose first treatment was 126 days or less after receipt of the
-- referral.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and days_to_first <= 126 then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
