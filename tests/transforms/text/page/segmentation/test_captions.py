from transforms.text.page.segmentation import captions


def test_beginnings_of_captions() -> None:
    assert captions.starts("FILE - A ferry leaves Oslo.")
    assert captions.starts("In this photo provided by the navy, a ship burns.")
    assert captions.starts("3 of 7 | Drummers perform in the rain")
    assert not captions.starts("The images from Oslo have not changed his mind.")
