-- P001: Referrals whose first treatment was in the period, 42 days or less after the referral was
-- received, as a percentage of referrals whose first treatment was in the period.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when first_treatment between period_start and period_end and days_to_first <= 42 then 1 end) as numerator,
  count(case when first_treatment between period_start and period_end then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
