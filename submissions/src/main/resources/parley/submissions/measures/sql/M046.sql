-- M046: Referrals whose second treatment was in the period, more than 28 days after the first.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when second_treatment between period_start and period_end and days_to_second > 28 then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
