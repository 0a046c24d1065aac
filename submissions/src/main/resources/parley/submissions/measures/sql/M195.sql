-- M195: Courses finished in the period with recovery and reliable improvement, as a percentage of
-- courses finished in the period less those not at caseness at the start.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and reliably_recovered then 1 end) as numerator,
  count(case when finished_in_period and not not_at_caseness then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
