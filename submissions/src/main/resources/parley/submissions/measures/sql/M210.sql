-- M210: Courses of people of ethnic group other (R, S) finished in the period with recovery and reliable
-- improvement, as a percentage of courses of that group finished in the period less those not at
-- caseness at the start.
select
  level,
  organisation,
  stratifier,
  stratum,
  count(case when finished_in_period and reliably_recovered and ethnic_group = 'other' then 1 end) as numerator,
  count(case when finished_in_period and not not_at_caseness and ethnic_group = 'other' then 1 end) as denominator,
  cast(null as double) as statistic
from measured_course
where stratifier = 'total'
group by level, organisation, stratifier, stratum
