-- M288: Referrals discharged in the period with one treatment, as a percentage of referrals discharged
-- in the period that were treated.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when ended and treatments = 1 then 1 end) as numerator,
  count(case when ended and first_treatment is not null then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
