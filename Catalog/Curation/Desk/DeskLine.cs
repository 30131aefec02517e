namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>One initiative of the queue.</summary>
/// <param name="Suggestions">How many suggestions wait for a decision.</param>
/// <param name="Gain">What reading it is expected to teach: uncertainty × diversity × traffic. Only for comparing lines of one queue.</param>
public sealed record DeskLine(long Id, string Title, string PartnerName, int Suggestions, double Gain);
