-- M048: Mean days from receipt of the referral to the first treatment.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when first_treatment between period_start and period_end then days_to_first else 0 end) as numerator,
  count(case when first_treatment between period_start and period_end then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
