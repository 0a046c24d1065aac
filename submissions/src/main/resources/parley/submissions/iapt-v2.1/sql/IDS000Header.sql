select
  '2.1'        as DatSetVer,
  provider     as OrgIDProv,
  sender       as OrgIDSubmit,
  system       as PrimSystemInUse,
  period_start as ReportingPeriodStartDate,
  period_end   as ReportingPeriodEndDate,
  created      as DateTimeDatSetCreate,
  cast(null as varchar(80)) as resource
from submission
