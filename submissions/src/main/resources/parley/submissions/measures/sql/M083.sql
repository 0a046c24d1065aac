-- M083: Contacts of the period cancelled by or for the patient (attendance 2).
select
  level,
  organisation,
  stratifier,
  stratum,
  sum(case when attendance = '2' then contacts else 0 end) as numerator,
  cast(null as bigint) as denominator,
  cast(null as double) as statistic
from measured_contact
group by level, organisation, stratifier, stratum
