namespace SocialConnect.Catalog.Curation;

/// <summary>What a curator wants one tag of one partner to mean.</summary>
/// <param name="Categories">Empty with <see cref="TagState.Ignored"/> and <see cref="TagState.Unmapped"/>.</param>
public sealed record TagDecision(long PartnerId, string Tag, TagState State, IReadOnlyList<long> Categories)
{
    public static TagDecision Map(TagName tag, IReadOnlyList<long> categories) => new(tag.PartnerId, tag.Tag, TagState.Mapped, categories);

    public static TagDecision Ignore(TagName tag) => new(tag.PartnerId, tag.Tag, TagState.Ignored, []);

    /// <summary>Back into the queue.</summary>
    public static TagDecision Reopen(TagName tag) => new(tag.PartnerId, tag.Tag, TagState.Unmapped, []);
}
