using System.Numerics.Tensors;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Embeddings.Latent;
using Xunit;

namespace SocialConnect.Catalog.Tests.Embeddings;

public sealed class LatentModelTests
{
    private static readonly string[] Mobility =
    [
        "Le covoiturage de proximité relie les villages sans voiture",
        "Une voiture partagée et du covoiturage pour aller au travail",
        "Un minibus à la demande relie les villages au marché",
        "Le minibus et la voiture partagée transportent les habitants des villages",
        "Apprendre à conduire une voiture pour aller au travail",
    ];

    private static readonly string[] Food =
    [
        "Un potager partagé nourrit les habitants du quartier en légumes",
        "Une épicerie solidaire vend des légumes à petit prix",
        "La cuisine du quartier apprend à préparer des légumes de saison",
        "Une épicerie et une cuisine partagée contre le gaspillage",
        "Le potager solidaire donne ses légumes à l’épicerie",
    ];

    [Fact]
    public void Texts_on_one_subject_are_nearer_than_texts_on_two_even_without_a_common_word()
    {
        var model = Train();

        var question = Embed(model, "covoiturage");

        Assert.True(TensorPrimitives.Dot(question, Embed(model, "minibus")) > TensorPrimitives.Dot(question, Embed(model, "épicerie")) + 0.3f);
    }

    [Fact]
    public void Trained_twice_and_read_back_it_is_the_same_to_the_bit()
    {
        var bytes = Train().ToBytes();

        Assert.Equal(bytes, Train().ToBytes());
        Assert.Equal(bytes, LatentModel.FromBytes(bytes).ToBytes());
    }

    [Fact]
    public void A_text_of_unknown_words_is_similar_to_nothing()
    {
        Assert.All(Embed(Train(), "xylophone zibeline"), number => Assert.Equal(0, number));
    }

    [Fact]
    public void Vectors_have_length_one_and_texts_without_common_terms_train_nothing()
    {
        Assert.Equal(1, TensorPrimitives.Norm(Embed(Train(), "Un potager au village")), 4);
        Assert.Null(LatentTrainer.Train([["a"], ["b"]], 10));
    }

    private static LatentModel Train() => LatentTrainer.Train([.. Mobility.Concat(Food).Select(LatentEmbedder.Terms)], 2)!;

    private static float[] Embed(LatentModel model, string text) => model.Embed(LatentEmbedder.Terms(text));
}
