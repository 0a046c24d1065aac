-- M049: Median days from receipt of the referral to the first treatment.
select
  level,
  organisation,
  stratifier,
  stratum,
  cast(null as bigint) as numerator,
  count(case when first_treatment between period_start and period_end then 1 end) as denominator,
  median(case when first_treatment between period_start and period_end then days_to_first end) as statistic
from measured_course
group by level, organisation, stratifier, stratum
