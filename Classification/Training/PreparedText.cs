using SocialConnect.Classification.Features;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>A confirmed text, read.</summary>
internal sealed record PreparedText(FiledText Filed, TextFeatures Features, Filing Filing);
