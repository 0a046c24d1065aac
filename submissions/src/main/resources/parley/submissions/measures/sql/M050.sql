-- M050: Mean days from receipt of the referral to the first treatment.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when finished_in_period then days_to_first else 0 end) as numerator,
  count(case when finished_in_period then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
