-- M075: Referrals discharged in the period with one treatment.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when ended and treatments = 1 then 1 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
