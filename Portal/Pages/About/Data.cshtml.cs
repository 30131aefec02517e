using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.About;

[Authorize(Policy = Policies.Everyone)]
public sealed class DataModel : PageModel;
