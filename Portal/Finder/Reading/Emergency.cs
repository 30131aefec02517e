namespace SocialConnect.Portal.Finder.Reading;

/// <summary>A number to call, shown before anything else.</summary>
/// <param name="Purpose">Whom one reaches, in French.</param>
public sealed record EmergencyNumber(string Number, string Purpose);

/// <summary>A danger that a question tells of.</summary>
/// <param name="Title">One French sentence above the numbers.</param>
public sealed record Emergency(string Title, IReadOnlyList<EmergencyNumber> Numbers);
