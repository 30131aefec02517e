namespace SocialConnect.Portal.Security;

/// <summary>What a page or endpoint may load and show, where that is not what all others may.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContentSecurityAttribute(string policy) : Attribute
{
    /// <summary>Of all pages: they need nothing from elsewhere, and no inline style or script, so that what an attacker slips into one stays text.</summary>
    public const string Usual =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Of our pages that show a partner's page in a frame, which we serve.</summary>
    public const string WithFrames = Usual + "; frame-src 'self'";

    /// <summary>Of a partner's page shown in such a frame: it runs nothing, loads nothing, and is nobody's origin.</summary>
    public const string PartnerPage =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>Of such a page made safe by a worker, whose elements our script outlines and points at from outside. It runs nothing itself: no script is let in, and it is served without any.</summary>
    public const string PointablePage =
        "sandbox allow-same-origin; default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    public string Policy => policy;
}
