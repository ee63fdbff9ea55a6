using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.ProductProfiles;

/// <summary>Product profiles over the management API.</summary>
public sealed class ProfileOperations : ISlice
{
    private const string Many = "/product-profiles", One = Many + "/{profile}", Credential = One + "/credentials/{credential}", Person = One + "/people/{person}";

    private static readonly ManagementArea Area = new(
    [
        Operation.List(
            "listProductProfiles", Many, Act.ListProductProfiles, "The product profiles of the organization, by name.", ProfileJson.Default.ProfileList,
            async call => (await Profiles(call).ListAsync(call.Administrator, call.After, call.PageSize, call.Cancellation)).Select(ProfileList.Of)),
        Operation.Create(
            "createProductProfile", Many, Act.CreateProductProfile, "Makes a product profile for an API.", ProfileJson.Default.ProfileBody, ProfileJson.Default.ProfileAnswer,
            async (call, body) => (await Profiles(call).CreateAsync(call.Administrator, body.Name, body.Api, call.Cancellation)).Select(ProfileAnswer.Of)),
        Operation.Get(
            "getProductProfile", One, Act.ReadProductProfile, "One product profile.", ProfileJson.Default.ProfileAnswer,
            async call => (await Profiles(call).FindAsync(call.Administrator, Id(call), call.Cancellation)).Select(ProfileAnswer.Of)),
        Operation.Change(
            "renameProductProfile", One, Act.RenameProductProfile, "Gives a product profile another name. The audit keeps the old one.", ProfileJson.Default.ProfileNameBody, ProfileJson.Default.ProfileAnswer,
            async (call, body) => (await Profiles(call).RenameAsync(call.Administrator, Id(call), call.Version, body.Name, call.Cancellation)).Select(ProfileAnswer.Of)),
        Operation.Delete(
            "deleteProductProfile", One, Act.DeleteProductProfile, "Deletes it. What it alone let in reaches the API no more, within a second.",
            call => Profiles(call).DeleteAsync(call.Administrator, Id(call), call.Version, call.Cancellation)),
        Operation.List(
            "listProductProfileCredentials", One + "/credentials", Act.ReadProductProfile, "The credentials that have it.", ProfileJson.Default.ProfileCredentialList,
            async call => (await Profiles(call).CredentialsAsync(call.Administrator, Id(call), call.After, call.PageSize, call.Cancellation)).Select(ProfileCredentialList.Of)),
        Operation.Do(
            "assignProductProfile", Credential, Act.AssignProductProfile, "Assigns it to a server-to-server credential, which product profiles bound from then on.", ProfileJson.Default.ProfileAnswer,
            async call => (await Profiles(call).AssignAsync(call.Administrator, Id(call), call.Version, call.Route("credential"), call.Cancellation)).Select(ProfileAnswer.Of)),
        Operation.Delete(
            "unassignProductProfile", Credential, Act.AssignProductProfile, "Takes it from a credential. Without another one the credential reaches the API no more, within a second.",
            async call => (await Profiles(call).UnassignAsync(call.Administrator, Id(call), call.Version, call.Route("credential"), call.Cancellation)).Select(static _ => Done.Value)),
        Operation.Get(
            "listProductProfilePeople", One + "/people", Act.ReadProductProfile, "The people who have its product.", ProfileJson.Default.ProfilePeople,
            async call => (await Profiles(call).PeopleAsync(call.Administrator, Id(call), call.Cancellation)).Select(ProfilePeople.Of)),
        Operation.Do(
            "giveProduct", Person, Act.GiveProduct, "Gives its product to a person: with the developer role, enough to create server-to-server credentials.", ProfileJson.Default.ProfileAnswer,
            async call => (await Profiles(call).GiveAsync(call.Administrator, Id(call), call.Version, call.Route("person"), call.Cancellation)).Select(ProfileAnswer.Of)),
        Operation.Delete(
            "takeProduct", Person, Act.GiveProduct, "Takes its product from a person. What they made stays.",
            async call => (await Profiles(call).TakeAsync(call.Administrator, Id(call), call.Version, call.Route("person"), call.Cancellation)).Select(static _ => Done.Value)),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static string Id(ManagementCall call) => call.Route("profile");

    private static Administration.ProductProfiles Profiles(ManagementCall call) => call.Service<Administration.ProductProfiles>();
}
