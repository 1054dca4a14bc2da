using System.Text;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new(new ZmtpLimits { BacklogBytes = 100 });

    [Fact]
    public void What_was_put_in_comes_out_in_order_and_then_the_end()
    {
        Assert.True(_outbox.Add(Kept(1)));
        Assert.True(_outbox.Add(Kept(2)));
        _outbox.Complete();
        Assert.True(_outbox.Add(Kept(3)));

        Assert.Equal([1, 2], TakeAll().Select(text => text.Length));
    }

    [Fact]
    public void Beyond_the_limit_text_is_lost_and_its_place_says_how_much()
    {
        _outbox.Add(Text(90));
        _outbox.Add(Text(20));
        _outbox.Add(Text(30));
        _outbox.Add(Kept(5));
        _outbox.Add(Text(40));
        Assert.Equal(95, _outbox.Bytes);
        _outbox.Complete();

        Assert.Equal([new string('t', 90), "lost 50", "kkkkk", "lost 40"], TakeAll());
    }

    [Fact]
    public void A_peer_with_too_much_that_must_not_be_lost_is_given_up()
    {
        Assert.True(_outbox.Add(Kept(1000)));
        Assert.False(_outbox.Add(Kept(1)));
    }

    [Fact]
    public void There_is_room_again_once_something_was_taken()
    {
        _outbox.Add(Text(90));
        _outbox.Take();
        _outbox.Add(Text(90));
        _outbox.Complete();

        Assert.Equal([new string('t', 90)], TakeAll());
    }

    private static ZmtpMessage Kept(int bytes) => new([Encoding.ASCII.GetBytes(new string('k', bytes))]);

    private static ZmtpMessage Text(int bytes) => new([Encoding.ASCII.GetBytes(new string('t', bytes))])
    {
        Replacement = lost => new ZmtpMessage([Encoding.ASCII.GetBytes($"lost {lost}")]),
    };

    private List<string> TakeAll()
    {
        var all = new List<string>();
        while (_outbox.Take() is ZmtpMessage message)
        {
            all.Add(Encoding.ASCII.GetString(message.Frames[0]));
        }

        return all;
    }
}
