namespace SocialConnect.Catalog.Embeddings;

/// <param name="Ndcg10">Mean nDCG@10 of the meaning leg alone, one right initiative a question: 1/log2(rank+1), 0 beyond the tenth.</param>
public sealed record ModelEvaluation(double Ndcg10, int Questions);
