using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.ProfileSecurity;

public class Remembered_browsers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I1")]
    public async Task are_listed_and_forgotten_by_their_own_person_only(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var devices = app.Get<IRememberedDeviceStore>();
        var (ada, ben) = ((await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!, (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!);
        foreach (var (person, id) in new[] { (ada, "adas"), (ada, "adas2"), (ben, "bens"), (ben, "bens2"), (ben, "bens3") })
        {
            await devices.AddAsync(new() { Id = id, PersonId = person.Id, Hash = "hash" + id, PersonEpoch = person.Epoch, CreatedAt = app.Now(), ExpiresAt = app.Now().AddDays(30), Address = "192.0.2." + id.Length, UserAgent = "Firefox/130.0 Linux" }, Cancellation);
        }

        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync("/profile/security");
        Assert.DoesNotContain("adas", page.Html, StringComparison.Ordinal);
        foreach (var foreign in new[] { "adas", "", "nothing", new string('x', 3000) }) Assert.Equal(404, (await browser.SendAsync(Browser.Request(page, "Forget", ("device", foreign)))).Code);
        await browser.PressAsync(page, "Forget", ("device", "bens"));
        Assert.Equal(["bens2", "bens3"], (await devices.OfPersonAsync(ben.Id, app.Now(), Cancellation)).Select(device => device.Id).Order());
        await browser.PressAsync(await browser.GoAsync("/profile/security"), "Forget all");
        Assert.Empty(await devices.OfPersonAsync(ben.Id, app.Now(), Cancellation));
        Assert.Equal(2, (await devices.OfPersonAsync(ada.Id, app.Now(), Cancellation)).Count);
    }
}
