-- M213: Mean first score of the work item of WSAS.
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when finished_in_period and last_wsas_work is not null then first_wsas_work else 0 end) as numerator,
  count(case when finished_in_period and last_wsas_work is not null then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
group by level, organisation, stratifier, stratum
