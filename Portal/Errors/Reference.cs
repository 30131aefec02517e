namespace SocialConnect.Portal.Errors;

/// <summary>What a visitor can quote and an operator can find in the log.</summary>
public static class Reference
{
    public static string Of(HttpContext context) => context.TraceIdentifier;
}
