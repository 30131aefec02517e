using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>Tells needs from what people also ask machines by what a question's words are nearest to: notions, or subjects that no initiative answers.</summary>
internal sealed class SubjectSpace(EverydayWords everyday)
{
    private readonly NotionSpace _space = new(everyday.Notions.Select(notion => notion.Text).Concat(OffTopics.Texts));

    /// <summary>How much of a question's profile (<see cref="NotionSpace"/>), from 0 to 1, stands for subjects that no initiative answers.</summary>
    public double OffTopicShare(string question) =>
        _space.ProfileOf(FrenchAnalyzer.Analyze(question)).Where(near => near.Notion >= everyday.Notions.Count).Sum(near => (double)near.Weight * near.Weight);
}
